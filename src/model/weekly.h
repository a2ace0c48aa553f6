/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a history says of a span of time, a week as a rule: for whoever answers for many images. Made by
 * history/weekly.c, told by the formats of tell/weekly/.
 *
 * A finding is counted once for each image that has it. What is ignored, a note, or only in a lower layer does not
 * count; gaps neither. A finding is due so many days after a scan first saw that something can be done about
 * it, and overdue after that.
 */
#pragma once

#include "base/vec.h"
#include "model/finding.h"
#include "model/report.h"

enum {
	WEEKLY_WEEKS = 12,   /* points of a trend */
	WEEKLY_SOON = 7,     /* days before it is due that a finding is due soon */
	WEEKLY_EXPIRES = 14, /* days before an exception ends that it is listed */
	WEEKLY_RETIRED = 90, /* days without a scan after which an image is not counted any more */
};

/* Days that a finding of a severity may stay open; 0: any time. */
struct service_level {
	uint32_t days[SEVERITY_COUNT_];
};

struct weekly_tally {
	uint32_t open, open_before; /* now, and at the beginning of the span */
	uint32_t appeared, fixed;   /* open now and not before; before and not now */
	uint32_t overdue, overdue_before;
	uint32_t due_soon;
	uint32_t waiting;			       /* open, and there is no fix yet */
	uint32_t by_severity[SEVERITY_COUNT_];	       /* open */
	uint32_t overdue_by_severity[SEVERITY_COUNT_]; /* overdue */
};

/* The end of a week; the last point is now. */
struct weekly_point {
	int64_t time; /* seconds since 1970 */
	uint32_t open, overdue;
	uint32_t by_severity[SEVERITY_COUNT_];
	bool scanned;	      /* of an image: it had been scanned by then */
	enum verdict verdict; /* of an image, when it was */
	uint32_t fit, images; /* of all */
};

struct weekly_image {
	struct str name, platform, reference; /* the reference of its latest scan */
	int64_t last_scan;
	enum verdict verdict, verdict_before;
	bool is_new;	/* not scanned before the span: nothing of it has appeared in it */
	bool several;	/* another image has this name: for another platform */
	bool missing;	/* not scanned within the span */
	uint32_t scans; /* within the span */
	uint32_t blocking;
	uint32_t oldest_over; /* days over the service level, at most; 0: nothing is overdue */
	struct weekly_tally tally;
	struct weekly_point trend[WEEKLY_WEEKS];
};

/* One finding that is overdue, in however many images. */
struct weekly_overdue {
	struct str id, subject, fixed;
	enum finding_kind kind;
	enum severity severity;
	int64_t since; /* the earliest day on which something could be done; days since 1970 */
	uint32_t days_open, days_over; /* in the image that has it longest */
	VEC(uint32_t) images;	       /* indices of weekly.images, ascending */
};

/* An exception that ends soon or has just ended. */
struct weekly_expiry {
	struct str id, subject, owner;
	int64_t until;	   /* days since 1970: the last one that it holds */
	int32_t days_left; /* negative: it is over */
	VEC(uint32_t) images;
};

struct weekly {
	int64_t since, until; /* seconds: the span ends now */
	struct service_level level;
	struct weekly_tally total;
	uint32_t fit, unfit, incomplete;    /* images by their latest verdict */
	uint32_t fit_before, images_before; /* at the beginning of the span */
	uint32_t missing, retired, first_time,
		scans;			    /* images; images; images; scans in the span */
	uint32_t first_time_open;	    /* findings of images that are new */
	VEC(struct weekly_image) images;    /* without retired ones, worst first */
	VEC(struct weekly_overdue) overdue; /* worst severity first, then longest over */
	VEC(struct weekly_expiry) expiring; /* soonest first */
	struct weekly_point trend[WEEKLY_WEEKS];
};
